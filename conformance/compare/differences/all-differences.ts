import type { Difference } from './difference.ts'
import { artifactDifferences } from './artifacts.ts'
import { generalDifferences } from './everywhere.ts'
import { loggedModelDifferences } from './logged-models.ts'
import { registryDifferences } from './registry.ts'
import { searchDifferences } from './searches.ts'
import { trackingDifferences } from './tracking.ts'

/** Every entry of DIFFERENCES.md. A difference counts for the first entry that explains it. */
export const differences: readonly Difference[] = [
  ...registryDifferences,
  ...trackingDifferences,
  ...loggedModelDifferences,
  ...artifactDifferences,
  ...searchDifferences,
  ...generalDifferences,
]
