import type { OpenersOfPage, Places } from './opener.ts'
import { openersInSettings } from './openers-in-settings.ts'

const model = 'models/station-demand'

/** Every dialog, menu, popover and inline form of the app, by page. */
export const openersByPage = (places: Places): OpenersOfPage[] => [
  {
    path: 'models',
    shows: 'station-demand',
    openers: [
      { file: 'src/pages/palette/CommandPalette.tsx', press: [/^Go to anything/], opens: 'Command palette' },
      { file: 'src/pages/palette/ShortcutsDialog.tsx', press: ['?'], opens: 'Keyboard shortcuts' },
      { file: 'src/pages/models/list/CreateModelDialog.tsx', press: ['Create model'], opens: 'Create model' },
      { file: 'src/parts/upload/UploadModelDialog.tsx', press: ['Upload a model'], opens: 'Upload a model folder' },
      { file: 'src/parts/register/RegisterByUriDialog.tsx', press: ['Register by URI'], opens: 'Register by URI' },
      {
        file: 'src/pages/models/list/metrics/SortByMetric.tsx',
        press: ['Sort by metric'],
        opens: 'None',
        role: 'menu',
        wide: true,
      },
    ],
  },
  {
    path: `${model}?versions=all`,
    shows: 'Version 5',
    openers: [
      { file: 'src/parts/access/AccessDialog.tsx', press: ['Access'], opens: 'Access' },
      { file: 'src/pages/models/DeleteModelDialog.tsx', press: ['Delete'], opens: /^Delete model/ },
      { file: 'src/pages/models/model/MetricMenu.tsx', press: ['Chart'], opens: 'No chart', role: 'menu' },
      { file: 'src/ui/controls/MenuButton.tsx', press: ['Metrics'], opens: 'bias', role: 'menu' },
      { file: 'src/parts/metrics/DescribeMetricsDialog.tsx', press: ['Describe…'], opens: 'Describe a metric' },
      { file: 'src/domain/tags/AllTags.tsx', press: [/^\+1 more/], opens: 'Tags' },
      { file: 'src/parts/DescriptionForm.tsx', press: ['Edit description'], opens: 'Description', role: 'form' },
      { file: 'src/parts/TagForm.tsx', press: ['Add tag'], opens: 'Add tag', role: 'form' },
      { file: 'src/parts/AliasForm.tsx', press: ['Add alias'], opens: 'Add alias', role: 'form' },
      { file: 'src/pages/models/model/ModelFacts.tsx', press: ['Change owner'], opens: 'Change owner', role: 'form' },
      { file: 'src/ui/forms/EditableName.tsx', press: ['Rename'], opens: 'Rename', role: 'form' },
      { file: 'src/ui/text/TextDialog.tsx', press: ['Show full run name'], opens: /./, wide: true },
      {
        file: 'src/pages/models/model/MoveVersionsDialog.tsx',
        first: ['Select version 2'],
        within: 'Selected rows',
        press: ['Move to stage'],
        opens: 'Move version 2',
      },
      { file: 'src/parts/TagDialog.tsx', within: 'Selected rows', press: ['Tag'], opens: /^Tag version 2/ },
      {
        file: 'src/pages/models/model/DeleteVersionsDialog.tsx',
        within: 'Selected rows',
        press: ['Delete'],
        opens: /^Delete version 2/,
      },
    ],
  },
  {
    path: `${model}/activity`,
    shows: 'Version 1',
    openers: [{ file: 'src/parts/MoveDialog.tsx', press: ['Roll back to version 2'], opens: 'Roll back to version 2' }],
  },
  {
    path: 'models/bike-fault-risk/policy',
    shows: '2 approvals',
    openers: [{ file: 'src/parts/policy/RuleDialog.tsx', press: ['Add rule'], opens: 'Add a rule' }],
  },
  {
    path: `${model}/versions/3`,
    shows: 'Lineage',
    openers: [
      { file: 'src/parts/StageMenu.tsx', press: ['Stage: Production'], opens: 'Move version 3' },
      { file: 'src/parts/MoveDialog.tsx', press: ['Stage: Production', 'Transition to Staging'], opens: /Staging/ },
      {
        file: 'src/parts/reviews/RequestDialog.tsx',
        press: ['Stage: Production', 'Request transition to Staging'],
        opens: /^Request transition/,
      },
      { file: 'src/ui/forms/ConfirmDeleteButton.tsx', press: ['Delete'], opens: /^Delete version 3/ },
    ],
  },
  {
    path: `${model}/versions/3/activity`,
    shows: 'Version 3',
    openers: [{ file: 'src/pages/versions/dossier/DossierDialog.tsx', press: ['Dossier…'], opens: /^Dossier/ }],
  },
  {
    path: `${model}/versions/3/changes`,
    shows: 'Difference',
    openers: [
      { file: 'src/parts/metrics/DescribeMetricsDialog.tsx', press: ['Describe metrics…'], opens: 'Describe a metric' },
      {
        file: 'src/pages/versions/changes/AgainstPicker.tsx',
        press: ['Compare with model'],
        opens: 'Compare with model',
        role: 'listbox',
      },
      { file: 'src/pages/versions/changes/AgainstPicker.tsx', press: ['Version'], opens: 'Version', role: 'listbox' },
    ],
  },
  {
    path: 'reviews',
    shows: 'Ready for Production',
    openers: [{ file: 'src/parts/reviews/DecisionDialog.tsx', press: [/^Approve/], opens: /^Approve/ }],
  },
  {
    path: 'experiments',
    shows: 'trip-duration',
    openers: [
      { file: 'src/pages/experiments/CreateExperimentDialog.tsx', press: ['Create experiment'], opens: /^Create/ },
      {
        file: 'src/parts/experiments/RenameExperimentDialog.tsx',
        press: ['Rename trip-duration'],
        opens: 'Rename experiment',
      },
      {
        file: 'src/parts/experiments/DeleteExperimentDialog.tsx',
        press: ['Delete trip-duration'],
        opens: /^Delete experiment/,
      },
    ],
  },
  {
    path: 'experiments/2/runs',
    shows: 'linear baseline',
    openers: [
      { file: 'src/parts/access/AccessDialog.tsx', press: ['Access'], opens: 'Access' },
      { file: 'src/ui/table/ColumnChoices.tsx', press: ['Columns'], opens: 'Columns' },
      {
        file: 'src/parts/RegisterModelDialog.tsx',
        press: ['Register a model of onnx export'],
        opens: 'Register model',
      },
    ],
  },
  {
    path: 'compare/runs?experiments=1,2,3',
    shows: 'Parallel coordinates',
    openers: [
      { file: 'src/pages/runs/compare/plots/AxesPlot.tsx', press: ['Axes'], opens: 'Axes', role: 'listbox' },
      {
        file: 'src/pages/runs/compare/plots/CurvesPlot.tsx',
        press: ['Curves of'],
        opens: 'Curves of',
        role: 'listbox',
      },
      { file: 'src/parts/compare/ExportButtons.tsx', press: ['Export'], opens: 'CSV', role: 'menu' },
    ],
  },
  {
    path: places.run('mlp 16, final') + '/metrics',
    shows: 'System metrics',
    openers: [
      { file: 'src/pages/runs/metrics/MetricsToolbar.tsx', press: ['Metrics'], opens: 'Metrics', role: 'listbox' },
    ],
  },
  {
    path: places.run('poisson, hours by day') + '/artifacts/evaluation/holdout.csv',
    shows: 'temperature_c',
    openers: [
      { file: 'src/previews/table/RowDialog.tsx', press: ['Show row 1'], opens: 'Row 1' },
      { file: 'src/parts/artifacts/PaneHeader.tsx', press: ['Copy'], opens: /path/i, role: 'menu' },
    ],
  },
  {
    path: places.loggedModel,
    shows: 'MLmodel',
    openers: [
      { file: 'src/pages/logged-models/LoggedModelPage.tsx', press: ['Delete'], opens: /^Delete logged model/ },
    ],
  },
  ...openersInSettings(places),
]

/** What the walk does not reach, each with the spec that opens it. */
export const openedElsewhere = {
  'src/pages/SignInDialog.tsx': 'touch-targets.spec.ts',
  'src/pages/YourNameDialog.tsx': 'your-name.spec.ts',
  'src/pages/WorkspaceMenu.tsx': 'workspaces.spec.ts',
  'src/pages/settings/accounts/SecretDialog.tsx': 'accounts.spec.ts',
  'src/parts/register/ModelNameField.tsx': 'register-name.spec.ts',
  'src/previews/json/JsonTree.tsx': 'previews.spec.ts',
}
