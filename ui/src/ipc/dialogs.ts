import { open, save } from "@tauri-apps/plugin-dialog";

/** The kinds of files that are opened or written here. */
export type FileKind = { name: string; extensions: string[] };

/** Lets a person choose a file; null when nothing was chosen. */
export async function chooseFile(title: string, kinds: FileKind[]): Promise<string | null> {
  return open({ title, filters: kinds, multiple: false, directory: false });
}

/** Lets a person choose a folder; null when nothing was chosen. */
export async function chooseFolder(title: string): Promise<string | null> {
  return open({ title, multiple: false, directory: true });
}

/** Lets a person say where a file goes; null when nothing was chosen. */
export async function chooseWhere(title: string, name: string, kinds: FileKind[]): Promise<string | null> {
  return save({ title, defaultPath: name, filters: kinds });
}
