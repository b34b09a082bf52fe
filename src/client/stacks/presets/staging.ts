/** Like production where that shows faults, and no larger than that needs. */
export const staging = `lease: 14d
templates:
  vpc:
    inputs:
      zones: 3
      nat: single
  api-service:
    inputs:
      nat: single
      desired_count: 1
      log_retention_days: 14
  api-database:
    inputs:
      nat: single
      desired_count: 1
      log_retention_days: 14
      db_instance_class: db.t4g.small
      db_multi_az: false
      db_backup_retention_days: 7
  scheduled-worker:
    inputs:
      nat: single
      log_retention_days: 14
  dynamodb:
    inputs:
      point_in_time_recovery: true
  lambda:
    inputs:
      log_retention_days: 14
  eks:
    inputs:
      log_retention_days: 30
      node_groups:
        general:
          min_size: 2
          desired_size: 2
          max_size: 4
  ecr:
    inputs:
      keep_images: 30
  alb:
    inputs:
      log_retention_days: 14
  cloudfront:
    inputs:
      price_class: PriceClass_100
`;
