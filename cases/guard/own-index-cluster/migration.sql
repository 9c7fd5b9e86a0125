CLUSTER invoice USING invoice_state_idx;
