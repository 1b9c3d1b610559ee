/**
 * Takes one step after the other: of answers that begin and of those that go on in turn. So what one step can answer waits for few others,
 * however many long answers are under way, and these go on however many begin. Between two steps the thread hears what others want.
 */
export function openTurns() {
  const beginning: (() => void)[] = []
  const goingOn: (() => void)[] = []
  let began = false
  const isWaiting = () => beginning.length + goingOn.length > 0

  function takeNext() {
    began = goingOn.length === 0 || (!began && beginning.length > 0)
    const take = (began ? beginning : goingOn).shift()
    take?.()
    if (isWaiting()) setImmediate(takeNext)
  }

  /** Resolves once `step` was taken, with what it returns or throws. */
  return <T>(isFirst: boolean, step: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!isWaiting()) setImmediate(takeNext)
      const steps = isFirst ? beginning : goingOn
      steps.push(() => {
        try {
          resolve(step())
        } catch (error) {
          reject(error)
        }
      })
    })
}
