/** A text as a sentence begins. */
export const firstUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
