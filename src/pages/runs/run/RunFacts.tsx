import type { Run } from '#contract/runs.ts'
import { useMay } from '../../../api/access/access.ts'
import { useDeleteRunTag, useSetRunTag } from '../../../api/runs.ts'
import { TagsEditor } from '../../../parts/TagsEditor.tsx'
import { Fact, Facts } from '../../../ui/layout/Facts.tsx'
import { Id } from '../../../ui/text/Id.tsx'
import { LocationFact } from '../../../ui/layout/LocationFact.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import { RepositoryLink } from '../../../domain/RepositoryLink.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { RunModelsBrief } from '../models/RunModelsBrief.tsx'

/** Facts about a run other than its values. */
export function RunFacts({ run }: { run: Run }) {
  const { info, data } = run
  const { edit } = useMay(info)
  const setTag = useSetRunTag(info.run_id)
  const removeTag = useDeleteRunTag(info.run_id)
  const { branch, repository, source } = factsOf(run)
  return (
    <div className="sections">
      <RunModelsBrief run={run} />
      <Section title="Tags">
        <TagsEditor
          tags={data.tags}
          set={setTag}
          remove={removeTag}
          isReadOnly={!edit || info.lifecycle_stage !== 'active'}
        />
      </Section>
      <Section title="About this run">
        <Facts>
          <Fact name="Run ID">
            <Id value={info.run_id} what="run ID" />
          </Fact>
          <Fact name="Ended">
            <Time ms={info.end_time || undefined} />
          </Fact>
          {source && (
            <Fact name="Source">
              <code>{source}</code>
            </Fact>
          )}
          {branch && <Fact name="Branch">{branch}</Fact>}
          {repository && (
            <Fact name="Repository">
              <RepositoryLink repository={repository} />
            </Fact>
          )}
          <LocationFact uri={info.artifact_uri} />
        </Facts>
      </Section>
    </div>
  )
}
