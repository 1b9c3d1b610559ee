import * as fc from 'fast-check'
import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Step } from '../engine/plan.ts'

/** Picks the first values often and the later ones rarely, so that most steps are accepted and some refused. */
export const mostly = <T>(likely: readonly T[], rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 14, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: fc.constantFrom(...rare) })

export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

/** A call with its fields; `undefined` ones are not sent. */
export const step = (
  call: EndpointName,
  input: Record<string, fc.Arbitrary<unknown>>,
  keep?: Record<string, string>,
): fc.Arbitrary<Step> => fc.record(input).map((input) => (keep ? { call, input, keep } : { call, input }))

/** Steps, each with its frequency. */
export const weighted = (steps: readonly (readonly [number, fc.Arbitrary<Step>])[]): fc.Arbitrary<Step> =>
  fc.oneof(...steps.map(([weight, arbitrary]) => ({ weight, arbitrary })))

/** One step for each input. */
export const each = (
  call: EndpointName,
  inputs: readonly Record<string, unknown>[],
  keep?: Record<string, string>,
): Step[] => inputs.map((input) => (keep ? { call, input, keep } : { call, input }))
