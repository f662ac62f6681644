/** What a part of a place says. The router has read all of it but the signs that would end or split an address. */
export const paramText = (part: string) => part.replace(/%(?:2[346BCF]|3[ABDF]|40)/gi, decodeURIComponent);
