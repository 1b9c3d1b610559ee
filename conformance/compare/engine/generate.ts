import type { $ZodType, $ZodTypes } from 'zod/v4/core'
import { calls } from '../../../contract/calls.ts'
import { type EndpointName, endpoints } from '../../../contract/endpoints.ts'
import { common } from '../plans/common-values.ts'
import { requestOf } from './pair.ts'
import { type Case, type Kind, kinds, type Plan, type Values } from './plan.ts'

type Fields = Record<string, unknown>
type Variant = { kind: Kind; what: string; value: unknown }

/** Generates requests from the schema of an endpoint and its plan. Each changes the valid base in one respect. */
export function generate(name: EndpointName, plan: Plan): Case[] {
  const { input } = endpoints[name]
  const { methods } = calls[name]
  const cases: Case[] = [{ kind: 'valid', what: 'the base', request: requestOf(name, plan.base) }]
  const inQuery = methods[0] === 'GET'
  for (const { kind, what, value } of variantsOf(input, plan.base, '', { plan, inQuery }))
    cases.push({ kind, what, request: requestOf(name, value as Fields) })

  const add = (kind: Kind, what: string, request: Case['request']) => cases.push({ kind, what, request })
  for (const prefix of ['api/2.0', 'ajax-api/2.0'])
    add('valid', `below ${prefix}`, requestOf(name, plan.base, { prefix }))
  for (const method of methods.slice(1)) add('valid', `by ${method}`, requestOf(name, plan.base, { method }))
  if (methods.some((method) => method === 'GET'))
    add('valid', 'in the body of a GET', requestOf(name, plan.base, { method: 'GET', inBody: true }))
  if (!inQuery)
    for (const each of spellings(plan.base)) add(each.kind, each.what, requestOf(name, each.value as Fields))
  add('valid', 'an unknown field', requestOf(name, { ...plan.base, not_a_field: 'x' }))
  for (const more of plan.more ?? [])
    add(more.kind, more.what, 'request' in more ? more.request : requestOf(name, more.input))
  return cases
}

type Scope = { plan: Plan; inQuery: boolean }

/** The variants of the value at `path` of a schema. */
function variantsOf(schema: $ZodType, base: unknown, path: string, scope: Scope): Variant[] {
  const { def } = (schema as $ZodTypes)._zod // every zod schema is one of these
  if (def.type === 'optional' || def.type === 'default') return variantsOf(def.innerType, base, path, scope)
  if (def.type === 'object') return ofObject(def.shape, base as Fields, path, scope)
  if (def.type === 'array') return ofList(def.element, base, path, scope)
  const named = scope.plan.values?.[path] ?? common[path.slice(path.lastIndexOf('.') + 1)] ?? {}
  return [...given(named), ...wrong(def.type === 'pipe' ? 'number' : def.type, scope.inQuery)]
}

const given = (values: Values): Variant[] =>
  kinds.flatMap((kind) => (values[kind] ?? []).map((value) => ({ kind, what: short(value), value })))

function ofObject(shape: Record<string, $ZodType>, base: Fields, path: string, scope: Scope): Variant[] {
  const variants: Variant[] = []
  for (const [name, field] of Object.entries(shape)) {
    const at = path ? `${path}.${name}` : name
    const without = Object.fromEntries(Object.entries(base).filter(([key]) => key !== name))
    const add = (kind: Kind, what: string, value: unknown) =>
      variants.push({
        kind,
        what: `${name} ${what}`,
        value: value === undefined ? without : { ...base, [name]: value },
      })
    if (name in base) add(isRequired(field) ? 'invalid' : 'valid', 'left out', undefined)
    if (isText(field)) add(isRequired(field) ? 'invalid' : 'boundary', 'empty', '')
    if (!scope.inQuery) add(isRequired(field) ? 'invalid' : 'boundary', 'null', null)
    for (const { kind, what, value } of variantsOf(field, base[name], at, scope)) add(kind, what, value)
  }
  if (path && !scope.inQuery)
    for (const value of ['x', 5]) variants.push({ kind: 'invalid', what: short(value), value })
  return variants
}

function ofList(element: $ZodType, base: unknown, path: string, scope: Scope): Variant[] {
  const [first] = Array.isArray(base) ? base : []
  const { def } = (element as $ZodTypes)._zod
  const variants: Variant[] = [{ kind: 'boundary', what: 'an empty list', value: [] }]
  if (!scope.inQuery) for (const value of ['x', [null]]) variants.push({ kind: 'invalid', what: short(value), value })
  if (first === undefined && def.type === 'object') return variants
  const lists = scope.plan.values?.[`${path}[]`]
  if (lists) variants.push(...given(lists))
  for (const { kind, what, value } of variantsOf(element, first, path, scope))
    variants.push({ kind, what: `of ${what}`, value: [value] })
  return variants
}

const numbers = {
  boundary: [2 ** 31, 2n ** 63n - 1n],
  invalid: ['x', '1.5', '', 2n ** 63n],
}

/** Values of other types. In a query string everything is text. */
function wrong(type: string, inQuery: boolean): Variant[] {
  if (type === 'number' || type === 'union')
    return [...given(numbers), ...(inQuery ? [] : given({ boundary: ['1'], invalid: [1.5, true] }))]
  if (type === 'boolean') return given({ valid: [true, false], invalid: inQuery ? ['x', '1'] : ['true', 1] })
  return inQuery ? [] : given({ invalid: [5] })
}

const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The base in lowerCamelCase, and with one field in both spellings (docs/rest-contract.md §1). */
function spellings(base: Fields): Variant[] {
  const long = Object.keys(base).find((name) => camel(name) !== name)
  if (!long) return []
  const value = Object.fromEntries(Object.entries(base).map(([name, value]) => [camel(name), value]))
  return [
    { kind: 'valid', what: 'in camelCase', value },
    { kind: 'invalid', what: `${long} in both spellings`, value: { ...base, [camel(long)]: base[long] } },
  ]
}

function isRequired(field: $ZodType): boolean {
  const { def } = (field as $ZodTypes)._zod
  return def.type !== 'optional' && def.type !== 'default'
}

function isText(field: $ZodType): boolean {
  const { def } = (field as $ZodTypes)._zod
  return def.type === 'optional' || def.type === 'default' ? isText(def.innerType) : def.type === 'string'
}

/** A value for a report, shortened. */
export function short(value: unknown): string {
  const text = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ?? ''
  return text.length > 60 ? `${text.slice(0, 50)}… (${text.length})` : text
}
