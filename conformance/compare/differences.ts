import type { Difference } from './differences/difference.ts'
import { generalDifferences } from './differences/everywhere.ts'
import { registryDifferences } from './differences/registry.ts'
import { searchDifferences } from './differences/searches.ts'

/** Every entry of DIFFERENCES.md; the first that accounts for a difference is the one that was met. */
export const differences: readonly Difference[] = [...registryDifferences, ...searchDifferences, ...generalDifferences]
