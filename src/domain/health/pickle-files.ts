import { pickleExtensions } from '#contract/files/file-kinds.ts'

const byExtension = new RegExp(`\\.(?:${pickleExtensions.replaceAll(' ', '|')})$`, 'i')
/** What transformers and diffusers wrote before safetensors, in one or several parts. */
const pytorchBin = /(?:^|\/)(?:pytorch|diffusion_pytorch)_model[^/]*\.bin$/i

/** The paths, among those of a model's files, that are pickles by their names. */
export const pickleFiles = (paths: readonly string[]): string[] =>
  paths.filter((path) => byExtension.test(path) || pytorchBin.test(path))
