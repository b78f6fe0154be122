/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sagemaker_ingestion_entities', table => {
    table.comment('What the ingestion has written to the catalog');
    table
      .text('listing')
      .notNullable()
      .comment('Account, region and type, or the name of the account listing');
    table
      .text('source')
      .notNullable()
      .comment('ARN, or the key of an account set or account');
    table
      .text('entity_ref')
      .notNullable()
      .comment('Entity in the catalog; kept when the resource is gone');
    table
      .text('hash')
      .nullable()
      .comment('Hash of the entity; null once the resource is gone');
    table
      .bigInteger('event_at')
      .nullable()
      .comment('Epoch milliseconds when an event made us read the resource');
    table.primary(['listing', 'source']);
    table.index('entity_ref', 'sagemaker_ingestion_entities_ref_idx');
  });

  await knex.schema.createTable('sagemaker_ingestion_listings', table => {
    table.comment('The last outcome of every listing');
    table.text('listing').notNullable().primary();
    table.text('outcome').notNullable().comment('JSON, see IngestionStatus');
  });

  await knex.schema.createTable('sagemaker_ingestion_directory', table => {
    table.comment('Targets and account sets as they were last readable');
    table.text('kind').notNullable().primary();
    table.text('value').notNullable().comment('JSON');
    table.text('read_at').notNullable().comment('ISO 8601');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sagemaker_ingestion_directory');
  await knex.schema.dropTable('sagemaker_ingestion_listings');
  await knex.schema.dropTable('sagemaker_ingestion_entities');
};
