/** For what people rely on: no zone and no instance whose loss ends the service, and backups of a month. */
export const production = `lease: 30d
templates:
  vpc:
    inputs:
      zones: 3
      nat: per-zone
  api-service:
    inputs:
      nat: single
      desired_count: 2
      log_retention_days: 90
  api-database:
    inputs:
      nat: single
      desired_count: 2
      log_retention_days: 90
      db_instance_class: db.t4g.medium
      db_multi_az: true
      db_backup_retention_days: 30
  scheduled-worker:
    inputs:
      nat: single
      log_retention_days: 90
  dynamodb:
    inputs:
      point_in_time_recovery: true
  lambda:
    inputs:
      log_retention_days: 90
  eks:
    inputs:
      log_retention_days: 365
      node_groups:
        general:
          min_size: 3
          desired_size: 3
          max_size: 9
  ecr:
    inputs:
      keep_images: 100
  alb:
    inputs:
      log_retention_days: 90
  cloudfront:
    inputs:
      price_class: PriceClass_All
`;
