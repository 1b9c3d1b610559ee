import type { Difference } from './differences/difference.ts'
import { artifactDifferences } from './differences/artifacts.ts'
import { generalDifferences } from './differences/everywhere.ts'
import { loggedModelDifferences } from './differences/logged-models.ts'
import { registryDifferences } from './differences/registry.ts'
import { searchDifferences } from './differences/searches.ts'
import { trackingDifferences } from './differences/tracking.ts'

/** Every entry of DIFFERENCES.md; the first that accounts for a difference is the one that was met. */
export const differences: readonly Difference[] = [
  ...registryDifferences,
  ...trackingDifferences,
  ...loggedModelDifferences,
  ...artifactDifferences,
  ...searchDifferences,
  ...generalDifferences,
]
