// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('approval_inbox', table => {
    table.comment(
      'One row for each state of an approval that waits for a person, or has waited a short time ago',
    );
    table
      .string('id', 64)
      .primary()
      .comment('The same as in approval_decisions');
    table
      .string('source', 512)
      .notNullable()
      .comment('The listing that it was found in');
    table
      .string('group_arn', 512)
      .notNullable()
      .comment('ARN of the model group');
    table.text('entity_ref').notNullable().comment('Model group');
    table.text('approval').notNullable().comment('JSON');
    table
      .bigInteger('since')
      .notNullable()
      .comment('Waiting since; milliseconds since 1970');
    table
      .bigInteger('seen_at')
      .notNullable()
      .comment('When the reading began that saw it last');
    table
      .bigInteger('gone_at')
      .nullable()
      .comment('When the reading began that no longer saw it');
    table
      .boolean('told')
      .notNullable()
      .comment('True once nobody is left to tell');
    table
      .integer('attempts')
      .notNullable()
      .defaultTo(0)
      .comment('How often it was tried to tell');
    table.index(['source', 'group_arn'], 'approval_inbox_source_idx');
  });
  await knex.schema.createTable('approval_sources', table => {
    table.comment(
      'The listings of AWS that approvals are found in: an account in a region, or a CI/CD pipeline',
    );
    table.string('source', 512).primary();
    table
      .bigInteger('first_read_at')
      .nullable()
      .comment('What has waited for longer is not new');
    table
      .bigInteger('read_at')
      .nullable()
      .comment('When the last reading began that succeeded');
    table
      .boolean('failed')
      .notNullable()
      .comment('True when the last reading did not succeed');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('approval_sources');
  await knex.schema.dropTable('approval_inbox');
};
