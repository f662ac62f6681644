import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Note, ProblemNote } from "~/design";
import { fileBytes } from "~/ipc/bytes";
import { problemOf } from "~/ipc/problem";
import { PagePlace, PdfPages, type Zoom } from "./PdfPages";
import { densityOf, kindOf, type PaperSize, PICTURE_TYPES, paperSize } from "./picture";

/** A file of the folder by its hash. What a hash names never changes, so it is read once. */
export function useFileBytes(sha256: string | null) {
  return useQuery({
    queryKey: ["files", sha256],
    queryFn: () => fileBytes(sha256 ?? ""),
    enabled: sha256 !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

/** What a preview takes. */
export interface FilePreviewProps {
  sha256: string;
  /** What it is, for screen readers. */
  label: string;
  zoom?: Zoom;
  page?: number;
  /** What the provider called it, for when it cannot be shown. */
  mediaType?: string;
  onCount?: (pages: number) => void;
}

/** A stored file as it is on paper: PNG, JPEG or PDF. */
export function FilePreview({ sha256, label, zoom = "fit", page, mediaType, onCount }: FilePreviewProps) {
  const { data, error } = useFileBytes(sha256);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <PagePlace />;
  return (
    <BytesPreview
      bytes={data}
      label={label}
      zoom={zoom}
      page={page}
      mediaType={mediaType}
      onCount={onCount}
    />
  );
}

/** Bytes as they are on paper. */
export function BytesPreview({
  bytes,
  label,
  zoom = "fit",
  page,
  mediaType,
  onCount,
}: Omit<FilePreviewProps, "sha256"> & { bytes: ArrayBuffer }) {
  const { t } = useTranslation("label");
  const kind = useMemo(() => kindOf(bytes), [bytes]);
  if (kind === "pdf")
    return <PdfPages bytes={bytes} label={label} zoom={zoom} page={page} onCount={onCount} />;
  if (kind === "other")
    return (
      <Note tone="bad" title={t("preview.other", { type: mediaType ?? t("preview.noType") })}>
        {t("preview.otherNext")}
      </Note>
    );
  return <Picture bytes={bytes} type={PICTURE_TYPES[kind]} label={label} zoom={zoom} onCount={onCount} />;
}

function Picture({
  bytes,
  type,
  label,
  zoom,
  onCount,
}: {
  bytes: ArrayBuffer;
  type: string;
  label: string;
  zoom: Zoom;
  onCount?: (pages: number) => void;
}) {
  const { t } = useTranslation("label");
  const [url, setUrl] = useState<string | null>(null);
  const [size, setSize] = useState<PaperSize | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    setSize(null);
    setBroken(false);
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  useEffect(() => onCount?.(1), [onCount]);

  if (broken)
    return (
      <Note tone="bad" title={t("preview.broken")}>
        {t("preview.brokenNext", { words: type })}
      </Note>
    );
  if (!url) return <PagePlace />;
  const times = zoom === "fit" || !size ? null : zoom;
  return (
    <img
      src={url}
      alt={label}
      className={zoom === "fit" ? "sheet fit" : "sheet"}
      style={
        times && size ? { width: `${size.width * times}mm`, height: `${size.height * times}mm` } : undefined
      }
      onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
        setSize(paperSize({ width, height }, densityOf(bytes)))
      }
      onError={() => setBroken(true)}
    />
  );
}
