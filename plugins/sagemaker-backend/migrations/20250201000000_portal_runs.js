// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('portal_runs', table => {
    table.comment(
      'Runs that somebody has started or retried in the portal, and whether they were told of its end',
    );
    table.string('run_arn', 512).primary();
    table
      .string('pipeline', 512)
      .notNullable()
      .comment('ARN of the pipeline in lower case');
    table
      .text('started_by')
      .nullable()
      .comment('Entity ref; none for a run that was only retried here');
    table
      .text('entity_ref')
      .notNullable()
      .comment('Entity by which the run is shown');
    table
      .text('tell')
      .notNullable()
      .comment('Entity ref of whom to tell of the end');
    table
      .boolean('told')
      .notNullable()
      .defaultTo(false)
      .comment('True once nothing is left to tell');
    table
      .integer('attempts')
      .notNullable()
      .defaultTo(0)
      .comment('How often it was tried to tell');
    table
      .bigInteger('claimed_at')
      .notNullable()
      .defaultTo(0)
      .comment('When a replica last tried; milliseconds since 1970');
    table.index(['told', 'pipeline'], 'portal_runs_told_pipeline_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('portal_runs');
};
