import { createContext } from 'react'
import type { ExperimentRequest as Request } from '../../parts/experiments/ExperimentDialogs.tsx'

/** How a row asks for a dialog: it may be scrolled away, and so drawn no more, while the dialog is open. */
export const ExperimentRequest = createContext<(request: Request) => void>(() => undefined)
