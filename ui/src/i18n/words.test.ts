import { describe, expect, it } from "vitest";

type Words = { [key: string]: string | Words };

const files = import.meta.glob<Words>("../**/locales/*.json", { eager: true, import: "default" });
const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}", "!../ipc/**"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const code = Object.values(sources).join("\n");

/** Keys made at run time from the engine's codes; what covers them is a test of their own. */
const MADE = ["design/order.", "design/delivery.", "design/print.", "design/age."];

/** Characters of the one script that the other writes differently, pair by pair. */
const SIMPLIFIED =
  "订单个们这来时间没发给开关门问题东车长对业务际进运费请说话语读写让许论设计证识试误词该详调谁负责败货质购资账还边达过远违连迟适选递邮钟钥钱银销锁错键镜闭阅队阳阴险隐难预领频额风飞马验鱼鸟齐继续编缺线组级约纸终结络绝统紧红纪练细经绍织给专从会员图国圆场块坏声处备复头实审宽导尔尘层岁师帐带帮应库废异归当录总恶战户扩扫报拟择挂损换据携撤断无旧显晓术机权条极构标样桥检楼横欢岛动劳势单卖厂历压县参双变叠号听启员响园围团";
const TRADITIONAL =
  "訂單個們這來時間沒發給開關門問題東車長對業務際進運費請說話語讀寫讓許論設計證識試誤詞該詳調誰負責敗貨質購資賬還邊達過遠違連遲適選遞郵鐘鑰錢銀銷鎖錯鍵鏡閉閱隊陽陰險隱難預領頻額風飛馬驗魚鳥齊繼續編線組級約紙終結絡絕統緊紅紀練細經紹織專從會員圖國圓場塊壞聲處備復頭實審寬導爾塵層歲師帳帶幫應庫廢異歸當錄總惡戰擴掃報擬擇掛損換據攜斷無舊顯曉術機權條極構標樣橋檢樓橫歡島動勞勢賣廠歷壓縣參雙變疊號聽啟響園圍團";
/** In both scripts, or the same character for another word. */
const SHARED = new Set(
  [..."缺号撤户员员"].filter((one) => TRADITIONAL.includes(one) || one === "缺" || one === "撤"),
);

function flat(words: Words, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([^},]+)[^}]*\}\}|<\/?(\w+)\s*\/?>/g)]
    .map((one) => (one[1] ?? one[2] ?? "").trim())
    .sort();
}

const folders = [...new Set(Object.keys(files).map((path) => path.replace(/\/[^/]+\.json$/, "")))];
const wordsOf = (folder: string, language: string) =>
  new Map(flat(files[`${folder}/${language}.json`] ?? {}));
const nameOf = (folder: string) => folder.split("/").at(-2) ?? folder;

/** `count` picks a plural form: `x_one` and `x_other` are the key `x`. */
const plain = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");

describe.each(folders.map((folder) => [nameOf(folder), folder] as const))(
  "the words of %s",
  (name, folder) => {
    const english = wordsOf(folder, "en");
    const keys = [...new Set([...english.keys()].map(plain))].sort();

    it.each(["zh-CN", "zh-TW"])("have the same keys and placeholders in %s", (language) => {
      const words = wordsOf(folder, language);
      expect([...new Set([...words.keys()].map(plain))].sort()).toEqual(keys);
      for (const [key, text] of words) {
        const same = english.get(key) ?? english.get(`${plain(key)}_other`) ?? "";
        expect(placeholders(text), `${language} ${key}`).toEqual(placeholders(same));
      }
    });

    it("are never empty", () => {
      for (const language of ["en", "zh-CN", "zh-TW"]) {
        for (const [key, text] of wordsOf(folder, language))
          expect(text.trim(), `${language} ${key}`).not.toBe("");
      }
    });

    it("are all used", () => {
      const heads = [...code.matchAll(/`([\w.]+\.)\$\{/g)].map((one) => one[1] ?? "");
      const unused = keys.filter((key) => {
        const parts = key.split(".");
        const endings = parts.map((_, from) => parts.slice(from).join("."));
        const literal = endings.some(
          (ending) => code.includes(`"${ending}"`) || code.includes(`:${ending}"`),
        );
        const made =
          heads.some((head) => key.startsWith(head)) ||
          MADE.some((head) => `${name}/${key}`.startsWith(head));
        return !literal && !made;
      });
      expect(unused).toEqual([]);
    });

    it("are written in their own script, with its punctuation", () => {
      const foreign = (text: string, letters: string) =>
        [...text].filter((one) => letters.includes(one) && !SHARED.has(one));
      for (const [key, text] of wordsOf(folder, "zh-TW")) {
        expect(foreign(text, onlyIn(SIMPLIFIED, TRADITIONAL)), `zh-TW ${key}: ${text}`).toEqual([]);
        expect(text, `zh-TW ${key}`).not.toMatch(/[“”‘’]/);
      }
      for (const [key, text] of wordsOf(folder, "zh-CN")) {
        expect(foreign(text, onlyIn(TRADITIONAL, SIMPLIFIED)), `zh-CN ${key}: ${text}`).toEqual([]);
        expect(text, `zh-CN ${key}`).not.toMatch(/[「」『』]/);
      }
      for (const language of ["zh-CN", "zh-TW"]) {
        for (const [key, text] of wordsOf(folder, language)) {
          expect(text, `${language} ${key}`).not.toMatch(/[\u4e00-\u9fff][,;:?!(]|[,;:?!)][\u4e00-\u9fff]/);
        }
      }
      for (const [key, text] of english) expect(text, `en ${key}`).not.toMatch(/[\u4e00-\u9fff，。：；？！]/);
    });
  },
);

function onlyIn(letters: string, others: string): string {
  return [...letters].filter((one) => !others.includes(one)).join("");
}
