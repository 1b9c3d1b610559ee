/** The start and end of an id, the parts people compare; short ids stay whole. */
export const shortId = (id: string): string => (id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`)
