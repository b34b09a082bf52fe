resource "aws_db_subnet_group" "this" {
  name        = var.label.id
  description = "Private subnets of the database"
  subnet_ids  = var.private_subnet_ids
}

resource "aws_security_group" "this" {
  name        = "${var.label.id}-database"
  description = "Database: reached from the tasks only, reaches nothing"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.label.id}-database" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "clients" {
  security_group_id            = var.client_security_group_id
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_instance" "this" {
  identifier     = var.label.id
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  multi_az       = var.multi_az
  db_name        = var.db_name

  allocated_storage = var.allocated_storage
  storage_type      = "gp3"
  storage_encrypted = true

  # RDS makes the password and keeps it in Secrets Manager: it is in no plan and no state.
  username                    = "dbadmin"
  manage_master_user_password = true

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false

  backup_retention_period  = var.backup_retention_days
  delete_automated_backups = true
  copy_tags_to_snapshot    = true

  auto_minor_version_upgrade = true
  apply_immediately          = true

  # The end of a lease must always succeed. The snapshot's name ends in the hash of this life, so it is free.
  deletion_protection       = false
  skip_final_snapshot       = !var.final_snapshot
  final_snapshot_identifier = var.final_snapshot ? "${var.label.id}-final" : null
}

# A stopped instance costs its storage only; AWS starts it by itself after seven days. The provider cannot start one: Leasehold does,
# where a plan takes this away and leaves the instance.
resource "aws_rds_instance_state" "this" {
  count = var.awake ? 0 : 1

  identifier = aws_db_instance.this.identifier
  state      = "stopped"
}
