export const pluginId = 'sagemaker';
