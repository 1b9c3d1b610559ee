import { compare, explain, parse, satisfies, valid } from '@renovatebot/pep440'
import { pinOf, type Requirement, requirementOf } from './requirement.ts'

export type RequirementVerdict =
  | 'same'
  | 'new'
  | 'gone'
  | 'newer'
  | 'older'
  /** It accepts more versions than before. */
  | 'looser'
  | 'stricter'
  | 'changed'

export type RequirementChange = {
  /** The package; with its marker, where it is required more than once. */
  key: string
  before?: string
  after?: string
  verdict: RequirementVerdict
  /** Whether one exact version was installed before, and no longer is. */
  isUnpinned: boolean
}

/** The packages of two requirements files side by side, sorted by name; `other` are lines that name no package. */
export function requirementChanges(
  before: readonly string[],
  after: readonly string[],
): { changes: RequirementChange[]; other: { before: string[]; after: string[] } } {
  const [was, is] = [read(before), read(after)]
  const keys = [...new Set([...was.packages.keys(), ...is.packages.keys()])].toSorted()
  return {
    changes: keys.map((key) => changeOf(key, was.packages.get(key), is.packages.get(key))),
    other: { before: was.other, after: is.other },
  }
}

function read(lines: readonly string[]): { packages: Map<string, Requirement>; other: string[] } {
  const other: string[] = []
  const found: Requirement[] = []
  for (const line of lines) {
    const requirement = requirementOf(line)
    if (requirement) found.push(requirement)
    else other.push(line)
  }
  const packages = new Map<string, Requirement>()
  for (const [name, all] of Map.groupBy(found, (requirement) => requirement.name))
    for (const requirement of all)
      packages.set(all.length > 1 && requirement.marker ? `${name} ; ${requirement.marker}` : name, requirement)
  return { packages, other }
}

function changeOf(key: string, before: Requirement | undefined, after: Requirement | undefined): RequirementChange {
  return {
    key,
    ...(before && { before: wordsOf(before) }),
    ...(after && { after: wordsOf(after) }),
    verdict: before && after ? verdictOf(before, after) : after ? 'new' : 'gone',
    isUnpinned:
      before !== undefined && after !== undefined && pinOf(before) !== undefined && pinOf(after) === undefined,
  }
}

/** What is required of the package, without its name. */
function wordsOf({ extras, specifier, url, marker }: Requirement): string {
  const asked = url ?? (specifier || 'any version')
  return `${extras.length > 0 ? `[${extras.join(',')}] ` : ''}${asked}${marker ? ` ; ${marker}` : ''}`
}

function verdictOf(before: Requirement, after: Requirement): RequirementVerdict {
  if (before.url !== after.url || before.marker !== after.marker || before.extras.join() !== after.extras.join())
    return 'changed'
  const [was, is] = [pinOf(before), pinOf(after)]
  if (was !== undefined && is !== undefined) {
    const order = valid(was) && valid(is) ? compare(is, was) : Number(is !== was) * NaN
    return order === 0 ? 'same' : Number.isNaN(order) ? 'changed' : order > 0 ? 'newer' : 'older'
  }
  return rangeVerdict(before.specifier, after.specifier)
}

/** Compares what two specifiers accept, at versions at and around every boundary of both. */
function rangeVerdict(before: string, after: string): RequirementVerdict {
  if (before === after) return 'same'
  const probes = probesOf(`${before},${after}`)
  const gained = probes.some((version) => isAccepted(after, version) && !isAccepted(before, version))
  const lost = probes.some((version) => !isAccepted(after, version) && isAccepted(before, version))
  if (gained && lost) return 'changed'
  if (!gained && !lost) return 'same'
  return gained ? 'looser' : 'stricter'
}

const isAccepted = (specifier: string, version: string) =>
  specifier === '' || specifier.split(',').every((clause) => isIn(clause, version))

type Explained = NonNullable<ReturnType<typeof explain>>

function isIn(clause: string, version: string): boolean {
  const [, equality, prefix = ''] = /^([=!]=)([^=].*)\.\*$/.exec(clause) ?? []
  const [start, of] = [explain(prefix), explain(version)]
  // The library does not pad with zeros what a prefix is compared with: 1.0rc1 begins with 1.0.0.
  if (equality && start && of)
    return (
      (equality === '==') === (start.epoch === of.epoch && start.release.every((n, at) => n === (of.release[at] ?? 0)))
    )
  const [, operator, bound = ''] = /^([<>])([^=].*)$/.exec(clause) ?? []
  const [has, is] = [explain(bound), explain(version)]
  if (!operator || !has || !is) return satisfies(version, clause, { prereleases: true })
  // Where the release is the bound's, the library accepts nothing. `packaging` excludes only pre-releases of a final
  // bound, post-releases of a bound that is none, and local builds of the bound.
  if (operator === '<')
    return (
      compare(version, bound) < 0 && !(baseOf(is) === baseOf(has) && isPre(is) && !isPre(has) && is.post === has.post)
    )
  const isPost = is.post !== null && has.post === null
  const bare = isPost ? is.public.replace(/\.post.*/, '') : is.public
  const isExcluded = (isPost || is.local !== null) && compare(bare, bound) === 0
  return compare(version, bound) > 0 && !isExcluded
}

const isPre = ({ pre, dev }: Explained) => pre !== null || dev !== null

/** Epoch and release, without zeros at the end. */
const baseOf = ({ epoch, release }: Explained) => `${epoch}!${release.join('.').replace(/(\.0)+$/, '')}`

function probesOf(specifiers: string): string[] {
  const versions = [...specifiers.matchAll(/[=<>!~]=?=?([^,*]+)/g)].map(([, version = '']) =>
    version.replace(/\.$/, ''),
  )
  const around = versions.filter((version) => valid(version)).flatMap(neighbours)
  return ['0', '99999', ...around].filter((version) => valid(version))
}

/** The version itself, just before and after it, and the next and last of each of its numbers. */
function neighbours(version: string): string[] {
  const parsed = parse(version)
  if (!parsed) return []
  const release = parsed.release.map(Number)
  const epoch = parsed.epoch ? `${parsed.epoch}!` : ''
  const written = (numbers: readonly number[]) => epoch + numbers.join('.')
  const stepped = release.flatMap((number, at) => {
    const head = release.slice(0, at)
    return [[...head, number + 1], [...head, number + 1, 1], ...(number > 0 ? [[...head, number - 1, 99_999]] : [])]
  })
  const base = written(release)
  const [letter, number = 0] = parsed.pre ?? []
  const otherPre = letter === undefined ? [] : [`${base}${letter}${Number(number) + 1}`]
  return [
    version,
    base,
    ...otherPre,
    `${base}.dev0`,
    `${base}rc1`,
    `${base}.post1`,
    `${base}.0.1`,
    ...stepped.map(written),
  ]
}
