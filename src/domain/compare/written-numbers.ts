/** As programs write numbers: `0.001`, `-3`, `1e-05`. Not `007`, `0x1f`, `1,5`, `50%`, `nan`. */
const plain = /^-?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/i
/** `1.10` and `1.2.3` are versions; `0.50`, and with more decimals `1.250`, is rather a number of fixed length. */
const versionLike = /^v?(?:[1-9]\d*\.[1-9]0|\d+\.\d+\.[\w.+-]+)$/i
/** `20261129` */
const dateLike = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

/**
 * The numbers that the texts of one param or tag are; undefined for each other text. None at all where the name or one of the texts says
 * that these are versions or dates, whose difference means nothing.
 */
export function writtenNumbers(
  key: string,
  values: readonly (string | number | undefined)[],
): (number | undefined)[] | undefined {
  const texts = values.map((value) => (typeof value === 'string' ? value.trim() : undefined))
  if (/(?:^|[^a-z])version(?:$|[^a-z])|Version$/.test(key)) return undefined
  if (texts.some((text) => text !== undefined && versionLike.test(text))) return undefined
  const present = texts.filter((text) => text !== undefined && text !== '')
  if (present.every((text = '') => dateLike.test(text))) return undefined
  return texts.map((text) => (text !== undefined && plain.test(text) ? exact(text) : undefined))
}

/** Undefined where a double is another number: an id of twenty digits. */
function exact(text: string): number | undefined {
  const number = Number(text)
  const isWhole = /^-?\d+$/.test(text)
  return Number.isFinite(number) && (!isWhole || Number.isSafeInteger(number)) ? number : undefined
}
