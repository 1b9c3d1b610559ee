import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import pLimit from 'p-limit'

/** Lookups at the same time: each takes one of the four threads that read files, for as long as a name server is silent. */
const inTurn = pLimit(2)

/** The addresses of a host, as this computer finds them. */
export const resolveHost = (host: string): Promise<LookupAddress[]> => inTurn(() => lookup(host, { all: true }))
