import { afterEach, expect, test, vi } from 'vitest'
import { drawInTurn } from './one-a-frame.ts'

afterEach(() => vi.unstubAllGlobals())

test('draws one plot in each frame, and none that was cancelled', () => {
  const frames: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => frames.push(next))
  const drawn: string[] = []
  const [, cancel] = ['axes', 'scatter', 'curves'].map((name) => drawInTurn(() => void drawn.push(name)))
  cancel?.()
  frames.shift()?.()
  expect(drawn).toEqual(['axes'])
  frames.shift()?.()
  expect(drawn).toEqual(['axes', 'curves'])
  expect(frames).toEqual([])
})

test('draws the pieces of a plot in frames of their own, before the next plot, until it is cancelled', () => {
  const frames: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => frames.push(next))
  const drawn: string[] = []
  const note = (name: string) => () => void drawn.push(name)
  const cancel = drawInTurn(() => [note('one'), note('two'), note('never')])
  drawInTurn(note('next plot'))
  for (let frame = 0; frame < 3; frame++) frames.shift()?.()
  expect(drawn).toEqual(['one', 'two'])
  cancel()
  frames.shift()?.()
  expect(drawn).toEqual(['one', 'two', 'next plot'])
  expect(frames).toEqual([])
})
