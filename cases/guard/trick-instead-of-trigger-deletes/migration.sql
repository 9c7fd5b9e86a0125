UPDATE contact_list SET active = false WHERE mail LIKE 'bounced@%';
