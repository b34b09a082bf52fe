/** For work that is thrown away: small, in two zones, with one NAT gateway or none, and a week at most. */
export const development = `lease: 7d
templates:
  vpc:
    inputs:
      zones: 2
      nat: single
  api-service:
    inputs:
      nat: none
      desired_count: 1
      log_retention_days: 7
  api-database:
    inputs:
      nat: none
      desired_count: 1
      log_retention_days: 7
      db_instance_class: db.t4g.micro
      db_multi_az: false
      db_backup_retention_days: 1
  scheduled-worker:
    inputs:
      nat: none
      log_retention_days: 7
  dynamodb:
    inputs:
      point_in_time_recovery: false
  lambda:
    inputs:
      log_retention_days: 7
  eks:
    inputs:
      log_retention_days: 7
      node_groups:
        general:
          capacity_type: SPOT
          instance_types: [m6i.large, m6a.large, m5.large]
          min_size: 1
          desired_size: 2
          max_size: 3
  ecr:
    inputs:
      keep_images: 10
  alb:
    inputs:
      log_retention_days: 7
  cloudfront:
    inputs:
      price_class: PriceClass_100
`;
