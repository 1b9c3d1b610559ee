import type { Column, ColumnType, Signature } from '#contract/signature.ts'

/** One difference of two signatures: `Narrowed input`, `distance`, `double → float`. */
export type SignatureChange = {
  what: string
  name: string
  more?: string
  /** Whether a caller of the version before may fail with the one after. */
  isBreaking: boolean
}

/** What is different for those who call the model, as MLflow checks inputs and params before it predicts. */
export function signatureChanges(before: Signature, after: Signature): SignatureChange[] {
  return [
    ...columnChanges('input', before.inputs, after.inputs),
    ...columnChanges('output', before.outputs, after.outputs),
    ...columnChanges('param', before.params, after.params),
  ]
}

type Role = 'input' | 'output' | 'param'

function columnChanges(role: Role, before: readonly Column[], after: readonly Column[]): SignatureChange[] {
  const [was, is] = [byName(role, before), byName(role, after)]
  const found: SignatureChange[] = []
  for (const [name, column] of is) {
    const old = was.get(name)
    if (old) found.push(...changesOf(role, name, old, column))
    else found.push(added(role, name, column))
  }
  for (const [name, { type }] of was)
    if (!is.has(name)) found.push({ what: `Removed ${role}`, name, more: type, isBreaking: role === 'output' })
  return found
}

/** Columns without a name, and all but the first of one name, go by their position. */
function byName(role: Role, columns: readonly Column[]): Map<string, Column> {
  const named = new Map<string, Column>()
  for (const [index, column] of columns.entries()) {
    const name = column.name ?? `${role} ${index + 1}`
    named.set(named.has(name) ? `${name} (${index + 1})` : name, column)
  }
  return named
}

function added(role: Role, name: string, { type, required, default: value }: Column): SignatureChange {
  const isRequired = required && value === undefined
  const more = value === undefined ? type : `${type}, default ${value}`
  if (role === 'output') return { what: 'New output', name, more, isBreaking: false }
  return { what: `New ${isRequired ? 'required' : 'optional'} ${role}`, name, more, isBreaking: isRequired }
}

function changesOf(role: Role, name: string, before: Column, after: Column): SignatureChange[] {
  const found: SignatureChange[] = []
  if (before.type !== after.type) {
    const isWider = accepts(after.of, before.of, conversions[role])
    const isNarrower = accepts(before.of, after.of, conversions[role])
    const verb = isWider === isNarrower ? 'Changed' : isWider ? 'Widened' : 'Narrowed'
    // Who reads an output can read a narrower one; who sends an input can send to a wider one.
    const isSafe = role === 'output' ? isNarrower : isWider
    found.push({ what: `${verb} ${role}`, name, more: `${before.type} → ${after.type}`, isBreaking: !isSafe })
  }
  if (before.required !== after.required) {
    const isBreaking = after.required === (role !== 'output')
    found.push({ what: `Now ${after.required ? 'required' : 'optional'}: ${role}`, name, isBreaking })
  }
  if (before.default !== after.default && role === 'param')
    found.push({
      what: 'Changed default of param',
      name,
      more: `${before.default ?? 'none'} → ${after.default ?? 'none'}`,
      isBreaking: after.default === undefined,
    })
  return found
}

/** The types that MLflow takes for others. */
type Conversions = Record<string, readonly string[]>

const ofData: Conversions = { integer: ['long', 'double'], float: ['double'] }
/** A param is one of Python's own numbers, which have no size. */
const ofParams: Conversions = {
  integer: ['long', 'float', 'double'],
  long: ['integer', 'float', 'double'],
  float: ['double'],
  double: ['float'],
}
const conversions: Record<Role, Conversions> = { input: ofData, output: ofData, param: ofParams }

/** Whether everything of the type `given` is accepted as `wanted`, with these conversions. */
function accepts(wanted: ColumnType, given: ColumnType, known: Conversions): boolean {
  if (wanted.kind === 'any') return true
  switch (given.kind) {
    case 'any':
      return false
    case 'scalar':
      return wanted.kind === 'scalar' && (wanted.name === given.name || (known[given.name] ?? []).includes(wanted.name))
    case 'array':
      return wanted.kind === 'array' && accepts(wanted.items, given.items, known)
    case 'map':
      return wanted.kind === 'map' && accepts(wanted.values, given.values, known)
    case 'tensor':
      return (
        wanted.kind === 'tensor' &&
        wanted.dtype === given.dtype &&
        wanted.shape.length === given.shape.length &&
        wanted.shape.every((size, index) => size === -1 || size === given.shape[index])
      )
    case 'object':
      return wanted.kind === 'object' && acceptsObject(wanted, given, known)
  }
}

type ObjectType = Extract<ColumnType, { kind: 'object' }>

/** MLflow refuses properties that it does not know, and misses required ones. */
function acceptsObject(wanted: ObjectType, given: ObjectType, conversions: Conversions): boolean {
  return (
    given.properties.every(({ name, type, required }) => {
      const known = wanted.properties.find((property) => property.name === name)
      return known !== undefined && (required || !known.required) && accepts(known.type, type, conversions)
    }) &&
    wanted.properties.every(
      ({ name, required }) => !required || given.properties.some((property) => property.name === name),
    )
  )
}
