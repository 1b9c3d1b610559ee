import { isIP } from 'node:net'
import { invalid } from '#contract/errors.ts'
import { MAX_URL } from '#contract/webhooks/events.ts'
import { inRanges, isRange } from '../../../config/addresses.ts'
import { quotedText } from '../../python-text.ts'
import { checkLength } from '../names.ts'

/** Where webhooks may lead, besides https to public addresses: names, addresses and ranges (`--allow-webhooks-to`). */
export type Targets = {
  /** Whether the operator named this host, by name or by a range that it is an address in. */
  isNamed(host: string): boolean
  /** Whether a connection to this address of the host may be made. */
  allows(host: string, address: string): boolean
}

/** `allowed`: host names in lower case, and addresses and ranges for which `isRange` holds. */
export function targetsOf(allowed: readonly string[]): Targets {
  const inAllowed = inRanges(allowed.filter(isRange))
  const names = new Set(allowed.filter((item) => !isRange(item)))
  const isNamed = (host: string) => names.has(host) || inAllowed(host)
  return { isNamed, allows: (host, address) => names.has(host) || inAllowed(address) || isPublic(address) }
}

// IANA's special-purpose registries, and multicast.
const isSpecial4 = inRanges(
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24
  192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`.split(/\s+/),
)
const isGlobal6 = inRanges(['2000::/3'])
const isSpecial6 = inRanges(['2001::/23', '2001:db8::/32', '3fff::/20'])

/** Whether an address is one of the public internet, also one that carries an IPv4 address (mapped, NAT64, 6to4). */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !isSpecial4(address)
  if (isIP(address) !== 6 || address.includes('%')) return false
  const groups = groupsOf(address)
  const carried = carriedAddress(groups)
  if (carried !== undefined) return !isSpecial4(carried)
  return isGlobal6(address) && !isSpecial6(address)
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1) // without a dotted part
  const [head = '', tail] = plain.split('::')
  const [first, last] = [numbersIn(head), numbersIn(tail ?? '')]
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}

const numbersIn = (part: string) => (part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [])

function carriedAddress(groups: readonly number[]): string | undefined {
  const starts = (...start: number[]) => start.every((group, at) => groups[at] === group)
  const at = (index: number) =>
    [groups[index]!, groups[index + 1]!].flatMap((group) => [group >> 8, group & 255]).join('.')
  if (starts(0, 0, 0, 0, 0, 0xffff) || starts(0x64, 0xff9b, 0, 0, 0, 0)) return at(6)
  return starts(0x2002) ? at(1) : undefined
}

/**
 * Checks a webhook's URL as far as it can be without asking anybody; gives its host. Throws INVALID_PARAMETER_VALUE, in MLflow's
 * words where MLflow has them.
 */
export function checkWebhookUrl(text: string, targets: Targets): string {
  if (text.trim() === '') throw invalid(`Webhook URL cannot be empty or just whitespace: ${quotedText(text)}`)
  checkLength(text, MAX_URL, 'url')
  const url = URL.parse(text)
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? ''
  if (scheme !== 'https' && scheme !== 'http')
    throw invalid(`Invalid webhook URL scheme: ${quotedText(scheme)}. Allowed schemes are: https.`)
  if (!url || !/^https?:\/\//i.test(text)) throw invalid(`Invalid webhook URL ${quotedText(text)}`)
  if (url.username || url.password) throw invalid('Webhook URL must not contain a name or a password.')
  const host = hostOf(url)
  if (scheme === 'http' && !targets.isNamed(host))
    throw invalid(`Invalid webhook URL scheme: 'http'. Allowed schemes are: https.`)
  if (isIP(host) !== 0) checkAddress(host, host, targets)
  return host
}

/** The host of a URL as it is connected to: without brackets, and without a dot at its end. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')

/** Throws INVALID_PARAMETER_VALUE, in MLflow's words, if this address of a host must not be connected to. */
export function checkAddress(host: string, address: string, targets: Targets): void {
  if (targets.allows(host, address)) return
  throw invalid(`Webhook URL must not resolve to a non-public IP address. ${quotedText(host)} resolves to ${address}.`)
}
