import { afterEach, expect, test, vi } from 'vitest'
import { drawInTurn } from './one-a-frame.ts'

afterEach(() => vi.unstubAllGlobals())

test('draws one plot in each frame, and none that was cancelled', () => {
  const frames: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => frames.push(next))
  const drawn: string[] = []
  const [, cancel] = ['axes', 'scatter', 'curves'].map((name) => drawInTurn(() => drawn.push(name)))
  cancel?.()
  frames.shift()?.()
  expect(drawn).toEqual(['axes'])
  frames.shift()?.()
  expect(drawn).toEqual(['axes', 'curves'])
  expect(frames).toEqual([])
})
