export * from './parameterFindings';
export * from './parameterRules';
