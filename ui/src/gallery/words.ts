import i18next from "i18next";
import en from "./locales/en.json";
import zhCn from "./locales/zh-CN.json";
import zhTw from "./locales/zh-TW.json";

/** Adds the gallery's own words to those of the program. */
export function addGalleryWords(): void {
  i18next.addResourceBundle("en", "gallery", en);
  i18next.addResourceBundle("zh-CN", "gallery", zhCn);
  i18next.addResourceBundle("zh-TW", "gallery", zhTw);
}
