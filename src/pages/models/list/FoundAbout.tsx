import type { FoundModel } from '../../../domain/find/model-index.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { Marked } from '../../../domain/find/Marked.tsx'
import { aboutOf } from './about-model.ts'

/** What was found in a model, and where, marked. */
export const FoundAbout = ({ description, found }: { description: string | undefined; found: FoundModel }) => (
  <Marked text={withoutSecrets(aboutOf(description, found))} terms={found.terms} />
)
