/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Outcomes are written anew by the next sweep, in another shape.
  await knex.schema.dropTable('sagemaker_ingestion_listings');
  await knex.schema.createTable('sagemaker_ingestion_listings', table => {
    table.comment('Every listing: when it is due, and how it ended last');
    table.text('listing').notNullable().primary();
    table.text('type').notNullable();
    table.text('account_id').nullable();
    table.text('region').nullable();
    table.text('account_set').nullable();
    table
      .boolean('retired')
      .notNullable()
      .comment('The target is no longer read');
    table
      .bigInteger('next_run_at')
      .notNullable()
      .comment('Epoch milliseconds; 0 is as soon as possible');
    table
      .bigInteger('running_since')
      .nullable()
      .comment('Epoch milliseconds; left behind by a process that was killed');
    table.text('outcome').nullable().comment('JSON, see ListingOutcome');
    table
      .text('findings')
      .nullable()
      .comment('JSON, see ListingFindings: kept apart because it can be long');
  });
  await knex.schema.alterTable('sagemaker_ingestion_entities', table => {
    table.text('owner').nullable().comment('Entity ref of spec.owner');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('sagemaker_ingestion_entities', table => {
    table.dropColumn('owner');
  });
  await knex.schema.dropTable('sagemaker_ingestion_listings');
  await knex.schema.createTable('sagemaker_ingestion_listings', table => {
    table.text('listing').notNullable().primary();
    table.text('outcome').notNullable();
  });
};
