import { expect, test } from 'vitest'
import { openArtifactApp } from '../testing/artifacts.ts'

// docs/rest-contract.md §10: what clients up to 3.18 read before their first transfer of a file.
test.each(['api', 'ajax-api'])(
  'server-info below /%s says that files go through the server, by no other way',
  async (prefix) => {
    const { app } = await openArtifactApp()
    const response = await app.request(`/${prefix}/3.0/mlflow/server-info`)
    expect(await response.json()).toMatchObject({
      store_type: 'SqlStore',
      artifact_serving_enabled: true,
      artifacts_presigned_only: false,
      model_artifact_presigned_downloads_supported: false,
      multipart_uploads_enabled: false,
      tracking_auth: '',
      features_enabled: { gateway: false, scheduled_issue_detection: false },
    })
  },
)
