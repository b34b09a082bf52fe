data "aws_region" "current" {}

resource "aws_ecs_cluster" "this" {
  name = var.label.id

  # Container Insights writes to a log group that Terraform does not own and that outlives the cluster.
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.label.id
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  container_definitions = jsonencode([{
    name        = "app"
    image       = var.container_image
    essential   = true
    command     = var.command
    environment = [for name, value in var.environment_variables : { name = name, value = value }]
    secrets     = [for name, source in var.injected_secrets : { name = name, valueFrom = source }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_group_name
        awslogs-region        = data.aws_region.current.name
        awslogs-stream-prefix = "app"
      }
    }
  }])
}

resource "aws_security_group" "tasks" {
  name        = "${var.label.id}-tasks"
  description = "Tasks: reached by nobody"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.label.id}-tasks" }
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  for_each = toset([for port in var.egress_ports : tostring(port)])

  security_group_id = aws_security_group.tasks.id
  description       = "Outside, port ${each.value}"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.value)
  to_port           = tonumber(each.value)
}
