/** Does a part, prints how many seconds it took, and returns them. */
export async function said(part: string, work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  const seconds = Math.round((performance.now() - from) / 1000)
  console.log(`${part} took ${seconds} s`)
  return seconds
}
