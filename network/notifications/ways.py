"""Every way by which somebody wants to be told outside the house, as the statements of delivery ask for it."""

# One row for each person and way; `place` names the browser among several of hers.
WAYS = """
  select t.user_id, t.channel, t.place
    from (select user_id, 'email' as channel, null::uuid as place from network_messagechoice where by_email
          union all select user_id, 'webhook', null from network_messagechoice where by_webhook
          union all select user_id, 'push', id from network_pushsubscription) t
    join network_user u on u.id = t.user_id and u.is_active
"""
