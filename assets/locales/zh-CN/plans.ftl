## Several plans
