/** Whether a text contains the typed one, in any case and whichever way accents are encoded (NFC or NFD). */
export const containsText = (text: string, typed: string): boolean => comparable(text).includes(comparable(typed))

const comparable = (text: string) => text.normalize('NFC').toLowerCase()
