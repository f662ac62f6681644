/**
 * Every text of the window, by language and namespace. A feature owns its own folder of words and adds one line to
 * each language here; `en` decides which keys exist, and the compiler knows them.
 */
import appEn from "~/app/locales/en.json";
import appZhCn from "~/app/locales/zh-CN.json";
import appZhTw from "~/app/locales/zh-TW.json";
import designEn from "~/design/locales/en.json";
import designZhCn from "~/design/locales/zh-CN.json";
import designZhTw from "~/design/locales/zh-TW.json";
import accountsEn from "~/features/accounts/locales/en.json";
import accountsZhCn from "~/features/accounts/locales/zh-CN.json";
import accountsZhTw from "~/features/accounts/locales/zh-TW.json";
import compareEn from "~/features/compare/locales/en.json";
import compareZhCn from "~/features/compare/locales/zh-CN.json";
import compareZhTw from "~/features/compare/locales/zh-TW.json";
import firstStartEn from "~/features/first-start/locales/en.json";
import firstStartZhCn from "~/features/first-start/locales/zh-CN.json";
import firstStartZhTw from "~/features/first-start/locales/zh-TW.json";
import handOverEn from "~/features/hand-over/locales/en.json";
import handOverZhCn from "~/features/hand-over/locales/zh-CN.json";
import handOverZhTw from "~/features/hand-over/locales/zh-TW.json";
import inboundEn from "~/features/inbound/locales/en.json";
import inboundZhCn from "~/features/inbound/locales/zh-CN.json";
import inboundZhTw from "~/features/inbound/locales/zh-TW.json";
import ispEn from "~/features/isp/locales/en.json";
import ispZhCn from "~/features/isp/locales/zh-CN.json";
import ispZhTw from "~/features/isp/locales/zh-TW.json";
import keptEn from "~/features/kept/locales/en.json";
import keptZhCn from "~/features/kept/locales/zh-CN.json";
import keptZhTw from "~/features/kept/locales/zh-TW.json";
import labelEn from "~/features/label/locales/en.json";
import labelZhCn from "~/features/label/locales/zh-CN.json";
import labelZhTw from "~/features/label/locales/zh-TW.json";
import orderFormEn from "~/features/order-form/locales/en.json";
import orderFormZhCn from "~/features/order-form/locales/zh-CN.json";
import orderFormZhTw from "~/features/order-form/locales/zh-TW.json";
import ordersEn from "~/features/orders/locales/en.json";
import ordersZhCn from "~/features/orders/locales/zh-CN.json";
import ordersZhTw from "~/features/orders/locales/zh-TW.json";
import printEn from "~/features/print/locales/en.json";
import printZhCn from "~/features/print/locales/zh-CN.json";
import printZhTw from "~/features/print/locales/zh-TW.json";
import settingsEn from "~/features/settings/locales/en.json";
import settingsZhCn from "~/features/settings/locales/zh-CN.json";
import settingsZhTw from "~/features/settings/locales/zh-TW.json";
import trackEn from "~/features/track/locales/en.json";
import trackZhCn from "~/features/track/locales/zh-CN.json";
import trackZhTw from "~/features/track/locales/zh-TW.json";

export const resources = {
  en: {
    app: appEn,
    design: designEn,
    firstStart: firstStartEn,
    settings: settingsEn,
    orders: ordersEn,
    orderForm: orderFormEn,
    compare: compareEn,
    label: labelEn,
    print: printEn,
    track: trackEn,
    accounts: accountsEn,
    isp: ispEn,
    handOver: handOverEn,
    inbound: inboundEn,
    kept: keptEn,
  },
  "zh-CN": {
    app: appZhCn,
    design: designZhCn,
    firstStart: firstStartZhCn,
    settings: settingsZhCn,
    orders: ordersZhCn,
    orderForm: orderFormZhCn,
    compare: compareZhCn,
    label: labelZhCn,
    print: printZhCn,
    track: trackZhCn,
    accounts: accountsZhCn,
    isp: ispZhCn,
    handOver: handOverZhCn,
    inbound: inboundZhCn,
    kept: keptZhCn,
  },
  "zh-TW": {
    app: appZhTw,
    design: designZhTw,
    firstStart: firstStartZhTw,
    settings: settingsZhTw,
    orders: ordersZhTw,
    orderForm: orderFormZhTw,
    compare: compareZhTw,
    label: labelZhTw,
    print: printZhTw,
    track: trackZhTw,
    accounts: accountsZhTw,
    isp: ispZhTw,
    handOver: handOverZhTw,
    inbound: inboundZhTw,
    kept: keptZhTw,
  },
} as const;

/** A language of the window. */
export type Language = keyof typeof resources;

/** The languages in the order in which they are offered. */
export const LANGUAGES: readonly Language[] = ["zh-CN", "zh-TW", "en"];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  en: "English",
};
