import { createContext } from 'react'
import type { ExperimentRequest as Request } from '../../parts/experiments/ExperimentDialogs.tsx'

/** Lets a row open a dialog that outlives it: rows unmount when scrolled away. */
export const ExperimentRequest = createContext<(request: Request) => void>(() => undefined)
