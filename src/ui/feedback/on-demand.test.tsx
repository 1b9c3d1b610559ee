import { type ComponentType, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { earlyCode, onDemand, whileEarly } from './on-demand.tsx'

type Props = { onClose: () => void }
const loading = () => new Promise<ComponentType<Props>>(() => {})

const drawn = (Part: ComponentType<Props>) =>
  renderToString(
    <Suspense fallback="Loading…">
      <button>Open</button>
      <Part onClose={() => {}} />
    </Suspense>,
  )

test('what can be closed hides nothing around it while it loads', () => {
  expect(drawn(onDemand(loading))).toContain('Open')
  expect(drawn(onDemand(loading))).not.toContain('Loading…')
})

test('what stands in place of something shows what is said around it while it loads', () => {
  expect(drawn(onDemand(loading, { inPlace: true }))).toContain('Loading…')
})

test('draws code that is here at once', async () => {
  const Part = onDemand<Props>(async () => () => <p>Here</p>)
  expect(drawn(Part)).not.toContain('Here')
  await Part.preload()
  expect(Part.preload()).toBeUndefined()
  expect(drawn(Part)).toContain('<p>Here</p>')
  expect(drawn(Part)).not.toContain('<!--$?-->') // nothing is shown later
})

test('keeps quiet while code fails to load before it is drawn', async () => {
  await expect(onDemand(() => Promise.reject(new Error('away'))).preload()).resolves.toBeUndefined()
})

test('waits for all code that is fetched before it is drawn, also if some of it fails to load', async () => {
  const code = Promise.withResolvers<ComponentType<Props>>()
  const Part = onDemand(() => code.promise)
  void Part.preload()
  void onDemand(() => Promise.reject(new Error('away'))).preload()
  const reader = Promise.withResolvers<object>()
  void whileEarly(reader.promise)
  const order: string[] = []
  const waiting = earlyCode().then((waited) => order.push(`drawn, ${waited}`))
  await Promise.resolve()
  order.push('code')
  code.resolve(() => <p>Here</p>)
  await Promise.resolve()
  order.push('reader')
  reader.resolve({})
  await waiting
  expect(order).toEqual(['code', 'reader', 'drawn, true'])
  expect(drawn(Part)).toContain('Here')
  expect(await earlyCode(), 'nothing is left').toBe(false)
})
