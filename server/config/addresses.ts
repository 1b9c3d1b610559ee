import { BlockList, isIP } from 'node:net'

/** The loopback addresses, which a proxy on this machine uses. */
export const LOOPBACK: readonly string[] = ['127.0.0.0/8', '::1/128']

/** Whether a text is an IP address, or a range of them in CIDR notation. */
export function isRange(text: string): boolean {
  const [address = '', length, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bitsOf(family))
}

const bitsOf = (family: number) => (family === 4 ? 32 : 128)

/** Returns a test of addresses against ranges for which `isRange` holds. A missing address is in none. */
export function inRanges(ranges: readonly string[]): (address: string | undefined) => boolean {
  if (ranges.length === 0) return () => false // asked for every request
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', length] = range.split('/')
    const family = isIP(address)
    list.addSubnet(address, length === undefined ? bitsOf(family) : Number(length), family === 4 ? 'ipv4' : 'ipv6')
  }
  let last: { address: string; isIn: boolean } | undefined
  return (address = '') => {
    if (last?.address === address) return last.isIn // most requests come from where the one before did
    const isIn = contains(address)
    last = { address, isIn }
    return isIn
  }
  function contains(address: string): boolean {
    const plain = address.replace(/%.*$/, '') // without the zone of a link-local address
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
  }
}

const isLoopbackAddress = inRanges(LOOPBACK)

/** Whether a server bound to `host` can be reached from this computer only. */
export const isLoopback = (host: string): boolean => host.toLowerCase() === 'localhost' || isLoopbackAddress(host)
