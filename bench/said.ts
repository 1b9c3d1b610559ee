/** Does a part, and prints how long it took. */
export async function said(part: string, work: () => Promise<void>): Promise<void> {
  const from = performance.now()
  await work()
  console.log(`${part} took ${Math.round((performance.now() - from) / 1000)} s`)
}
