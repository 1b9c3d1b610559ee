import { expect, test } from 'vitest'
import { fromOldLink } from './old-links.ts'

test.each([
  ['#/experiments/1/runs/abc', '/runs/abc'],
  ['#/experiments/1/runs/abc?tab=x', '/runs/abc'],
  ['#/experiments/1/runs/abc/overview', '/runs/abc'],
  ['#/experiments/1/runs/abc/model-metrics', '/runs/abc/metrics'],
  ['#/experiments/1/runs/abc/artifacts', '/runs/abc/artifacts'],
  ['#/experiments/1/runs/abc/artifacts/', '/runs/abc/artifacts'],
  ['#/experiments/1/runs/abc/artifacts/model/a%20%23b', '/runs/abc/artifacts/model/a%20%23b'],
  ['#/experiments/1/runs/abc/artifactPath/model', '/runs/abc/artifacts/model'],
  ['#/runs/abc', '/runs/abc'],
  ['#/experiments/1', '/experiments/1/runs'],
  ['#/experiments/1?searchFilter=x', '/experiments/1/runs'],
  ['#/experiments/1/overview', '/experiments/1/runs'],
  ['#/experiments', '/experiments'],
  ['#/experiments/0/models/m-1', '/logged-models/m-1'],
  ['#/experiments/0/models/m-1/artifacts', '/logged-models/m-1/artifacts'],
  ['#/experiments/0/models/m-1/artifacts/MLmodel', '/logged-models/m-1/artifacts/MLmodel'],
  ['#/models/Taxi%20fares', '/models/Taxi%20fares'],
  ['#/models/Taxi%20fares/versions/3', '/models/Taxi%20fares/versions/3'],
  ['#/models/Taxi%20fares/versions/3?x=1', '/models/Taxi%20fares/versions/3'],
  ['#/models/Taxi%20fares/3', '/models/Taxi%20fares/versions/3'],
  ['#/models/100%/versions/3', '/models/100%25/versions/3'],
  ['#/models/a%3Fb%23%25c/versions/3', '/models/a%3Fb%23%25c/versions/3'],
  ['#/models', '/models'],
  ['#/', '/models'],
  ['#/compare-runs?runs=[%22a%22,%22b%22]&experiments=[%221%22,%224%22]', '/compare/runs?runs=a,b&experiments=1,4'],
  ['#/compare-runs?runs=[]&experiments=["4"]', '/experiments/4/runs'],
  ['#/compare-experiments/s?experiments=["1"]', '/experiments/1/runs'],
  ['#/metric?runs=["a"]&metric="rmse"&experiments=["1"]', '/runs/a/metrics'],
  ['#/metric?runs=["a","b"]&metric="rmse"&experiments=["1"]', '/compare/runs?runs=a,b&experiments=1&curve=rmse'],
  ['#/metric?runs=["a","b"]&plot_metric_keys=["mae","r2"]', '/compare/runs?runs=a,b&curve=mae&curve=r2'],
  ['#/compare-runs?runs=["a', '/experiments'],
  ['#/compare-model-versions?name="Taxi%2520fares"&runs={"a":"1"}', '/models/Taxi%20fares'],
])('the old link %s opens %s', (hash, path) => {
  expect(fromOldLink(hash)).toBe(path)
})

test.each(['#section', '', '#/nowhere', '#/constructor'])('%j is no old link', (hash) => {
  expect(fromOldLink(hash)).toBeUndefined()
})
