import { mapModelCard } from './modelCard';

const card = (content: unknown) =>
  mapModelCard({
    ModelCardStatus: 'Draft',
    ModelCardContent:
      typeof content === 'string' ? content : JSON.stringify(content),
  });

const WHOLE = {
  model_overview: { model_description: 'Churn', model_owner: 'credit-risk' },
  intended_uses: {
    purpose_of_model: 'Retention',
    intended_uses: 'Campaigns',
    risk_rating: 'Low',
  },
  training_details: {
    training_observations: 'Stable',
    training_job_details: { hyper_parameters: [{ name: 'c', value: '1' }] },
  },
  evaluation_details: [
    { name: 'holdout', metric_groups: [{ name: 'auc' }] },
    { name: 'drift' },
  ],
  additional_information: {
    ethical_considerations: 'None known',
    caveats_and_recommendations: 'Yearly review',
  },
};

it('shows a whole card by section, and misses nothing', () => {
  expect(card(WHOLE)).toEqual({
    status: 'Draft',
    missing: [],
    sections: [
      {
        title: 'Overview',
        entries: [
          { name: 'Model description', value: 'Churn' },
          { name: 'Model owner', value: 'credit-risk' },
        ],
      },
      {
        title: 'Intended uses',
        entries: [
          { name: 'Purpose of model', value: 'Retention' },
          { name: 'Intended uses', value: 'Campaigns' },
          { name: 'Risk rating', value: 'Low' },
        ],
      },
      {
        title: 'Training',
        entries: [
          { name: 'Training observations', value: 'Stable' },
          {
            name: 'Training job details, Hyper parameters, Name',
            value: 'c',
          },
          {
            name: 'Training job details, Hyper parameters, Value',
            value: '1',
          },
        ],
      },
      {
        title: 'Evaluation',
        entries: [
          { name: '1, Name', value: 'holdout' },
          { name: '1, Metric groups, Name', value: 'auc' },
          { name: '2, Name', value: 'drift' },
        ],
      },
      {
        title: 'Additional information',
        entries: [
          { name: 'Ethical considerations', value: 'None known' },
          { name: 'Caveats and recommendations', value: 'Yearly review' },
        ],
      },
    ],
  });
});

it.each<[string, unknown, string[]]>([
  ['a section', { ...WHOLE, evaluation_details: [] }, ['Evaluation']],
  [
    'a field',
    {
      ...WHOLE,
      intended_uses: { purpose_of_model: 'Retention', risk_rating: ' ' },
    },
    ['Intended uses: intended uses', 'Intended uses: risk rating'],
  ],
  [
    'everything',
    {},
    [
      'Overview',
      'Intended uses',
      'Training',
      'Evaluation',
      'Additional information',
    ],
  ],
])('names what is missing: %s', (_, content, missing) => {
  expect(card(content)?.missing).toEqual(missing);
});

it.each(['not json', '[]', '"text"'])('takes %s for an empty card', text => {
  expect(card(text)).toMatchObject({ sections: [] });
});

it('is none without a status', () => {
  expect(mapModelCard(undefined)).toBeUndefined();
  expect(mapModelCard({})).toBeUndefined();
});
